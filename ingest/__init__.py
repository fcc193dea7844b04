"""Turn files into statements, with every problem located. Knows no screen."""
