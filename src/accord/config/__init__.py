"""The front door: settings, addresses, the environment. The only place that knows all apps."""
