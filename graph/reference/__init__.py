"""Hold the national territorial reference: communes, EPCI, départements, régions, contours. Offline."""
