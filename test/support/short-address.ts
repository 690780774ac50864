import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const preferredPort = 8777;

/** An address short enough to be typed, which leads to the workbench's long one. */
export async function startShortAddress(target: string) {
  const server = createServer((_request, response) => {
    response.writeHead(302, { location: target }).end();
  });
  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await listen(preferredPort).catch(() => listen(0));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
