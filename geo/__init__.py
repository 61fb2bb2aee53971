"""Zero Point's GeoPandas layer: vocabulary, places, events, out. Never imports Streamlit."""
