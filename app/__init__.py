"""Show the graph to people: Streamlit screens, exports and the command line."""
