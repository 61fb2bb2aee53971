"""Room 4: what leaves: query strings, exports, map layers, cards, addresses."""
