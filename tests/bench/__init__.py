"""What the dashboard costs beside a Streamlit page with the same widgets and nothing else: `python -m tests.bench`."""
