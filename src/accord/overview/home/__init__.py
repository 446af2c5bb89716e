"""What do I owe today?"""
