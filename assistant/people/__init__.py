"""Who is at work here, and what did they ask?

In: names, passwords, turns of a conversation. Out: accounts and conversations, each kept for its owner. Knows of no
document and no answer beyond what it stores.
"""
