"""A line to somewhere far away: python -m tests.benchmarks.far PORT MILLISECONDS. What goes in comes out later."""

from __future__ import annotations

import asyncio
import sys


async def main() -> None:
    """Pass on to a port of this machine, each way after so many milliseconds; print the port to connect to."""
    target, late = int(sys.argv[1]), float(sys.argv[2]) / 1000

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        while data := await reader.read(1 << 16):
            loop.call_later(late, writer.write, data)
        loop.call_later(late, writer.close)

    async def arrive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", target)
        except OSError:
            writer.close()
            return
        await asyncio.gather(pass_on(reader, back), pass_on(there, writer), return_exceptions=True)

    server = await asyncio.start_server(arrive, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
