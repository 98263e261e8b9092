"""Who may include whom, and what stays outside: the arrows of ARCHITECTURE.md as tables.

The tables are the whole of the policy; check_layers.py only applies them.
"""

# Folder -> folders whose headers it may include.
FOLDERS = {
    "sim": {"sim"},
    "models": {"models", "sim"},
    "pty": {"pty", "sim"},
    "live": {"live", "models", "sim"},
    "tools": {"tools", "live", "pty", "models", "sim"},
    "tests": {"tests", "tools", "live", "pty", "models", "sim"},
}

# Inside models, from the top down.  A part includes itself and what stands on a lower step, never
# a neighbour: neighbours meet in models/module.*, which wires them.
STEPS = [
    {"module"},  # files directly in models: they wire the parts together
    {"commands"},
    {"at", "internet", "lwm2m", "mux", "network", "power", "ppp", "sms", "ufota", "update"},
    {"storage", "xmodem"},
    {"products", "common"},  # data and vocabulary that everybody shares
]

# Files directly in models that are vocabulary, not wiring.
COMMON_FILES = {
    "models/exclusion.cpp", "models/exclusion.hpp", "models/listeners.hpp", "models/machine.hpp",
    "models/result.hpp", "models/transition.hpp",
}

# Neighbours that do know each other, with the reason.
EXTRA_ARROWS = {
    "internet": {"network"},  # clients over its interface
    "lwm2m": {"network"},  # the client's packets, and the virtual network's servers
    "mux": {"at"},  # virtual channels are ports of the interpreter
    "ppp": {"at", "network"},  # a data link that leads into the network
    "ufota": {"internet", "lwm2m", "network"},  # object 5, and the file that comes
}

# Third-party header prefix -> the only places (folders or files) that may name it.
CONFINED_HEADERS = {
    "boost/asio": {"pty", "tools", "live", "tests"},
    "boost/beast": {"pty", "tools", "live", "tests"},
    "boost/msm": {"models/machine.hpp"},
    "boost/mpl": {"models/machine.hpp"},
    "catch2/": {"tests/support/catch.hpp"},
    "CLI/": {"tools"},
    "curl/": {"live"},
    "coap": {"live"},
    "random": {"sim/random.hpp", "pty", "live", "tools", "tests"},
}

# Folders where only virtual time exists and the host cannot be seen.
PURE_FOLDERS = {"sim", "models"}

# Headers that a pure folder may not include: threads, wall clocks, the operating system.
IMPURE_HEADERS = {
    "atomic", "condition_variable", "csignal", "ctime", "fcntl.h", "future", "mutex", "poll.h",
    "pthread.h", "semaphore", "shared_mutex", "signal.h", "stop_token", "termios.h",
    "thread", "time.h", "unistd.h",
}
IMPURE_HEADER_PREFIXES = ("sys/", "linux/", "netinet/", "arpa/", "net/")

# What a pure folder may not say (regular expression, reason).
IMPURE_WORDS = [
    (r"\b(system|steady|high_resolution|utc)_clock\b", "only the Scheduler knows the time"),
    (r"\bunordered_(multi)?(map|set)\b", "its order differs between standard libraries"),
    (r"\bstd::(random_device|\w+_distribution)\b", "randomness comes from sim/random"),
    (r"\bstd::(jthread|thread|async|this_thread)\b", "one thread, one clock"),
    (r"\bgetenv\b", "a run depends on its inputs only"),
]
