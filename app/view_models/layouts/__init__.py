"""Place the nodes of a picture, one way of placing them per module: by links, territory, scheme, rings, sector."""
