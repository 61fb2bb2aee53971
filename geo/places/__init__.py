"""Room 2: where: gazetteer, boundaries, and the readings that turn a reported name into a geometry."""
