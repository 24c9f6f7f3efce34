"""A working fake of the gateways: a real HTTP server on loopback that plays a song's life."""
