"""Room 8, documents: a briefing or a single View as PDF, slides, one HTML file or a picture, to be handed over."""
