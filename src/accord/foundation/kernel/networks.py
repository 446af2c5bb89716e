"""Which network addresses lie outside: the only ones that a request from here may go to."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# Global by Python's own table, and still not somewhere that a stranger's name should lead us.
_MORE = tuple(
    ip_network(net)
    for net in (
        "100.64.0.0/10",  # carrier-grade NAT, metadata of some clouds
        "168.63.129.16/32",  # the wire server of a cloud
        "192.88.99.0/24",  # 6to4 relays
        "64:ff9b::/96", "64:ff9b:1::/48",  # NAT64: the IPv4 address is inside
        "2002::/16",  # 6to4: the same
        "2001::/32",  # Teredo: the same
        "fec0::/10",  # site local
    )
)  # fmt: skip


def is_outside(address: str) -> bool:
    """Tell whether a numeric address is a public one of a single machine; no names are resolved."""
    try:
        found: Address = ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    return not any(found.version == net.version and found in net for net in _MORE)
