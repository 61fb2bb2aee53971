"""Room 6, drawing: a View as a static picture (map, time line, matrix, chart), made with matplotlib, without a browser."""
