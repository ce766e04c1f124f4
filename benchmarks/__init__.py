"""What is measured, each by one command: see docs/ for what it printed."""
