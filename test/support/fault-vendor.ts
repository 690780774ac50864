import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What the server does with one request: bytes as given, then one of three ends. */
export interface Reply {
  readonly status?: number;
  /** `content-type` is that of an event stream unless given. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Each chunk is written and flushed on its own. */
  readonly chunks: readonly (string | Uint8Array)[];
  /** `hang` sends nothing more, `cut` destroys the socket. Default `end`. */
  readonly finish?: "end" | "hang" | "cut";
}

export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Record<string, unknown>;
  /** Resolves when the connection of this request is gone. */
  readonly closed: Promise<void>;
}

export interface FaultVendor {
  readonly origin: string;
  readonly received: readonly Received[];
  /** The reply to the n-th request (zero-based) from now on. */
  answer(reply: (index: number) => Reply): void;
  close(): Promise<void>;
}

/** A server on loopback that sends exactly the bytes it is told, well-formed or not. */
export async function startFaultVendor(): Promise<FaultVendor> {
  const received: Received[] = [];
  let reply: (index: number) => Reply = () => ({ chunks: [] });
  const server = createServer((request, response) => {
    // A client that goes away is part of what is tested.
    response.on("error", () => undefined);
    void take(request, response).then((item) => {
      received.push(item);
      return send(response, reply(received.length - 1));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    answer: (next) => {
      received.length = 0;
      reply = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<Received> {
  const closed = new Promise<void>((resolve) => response.once("close", () => resolve()));
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const body = JSON.parse(Buffer.concat(parts).toString()) as Record<string, unknown>;
  return { path: request.url ?? "", headers: request.headers, body, closed };
}

async function send(response: ServerResponse, reply: Reply): Promise<void> {
  response.socket?.setNoDelay(true);
  response.writeHead(reply.status ?? 200, {
    "content-type": "text/event-stream",
    ...reply.headers,
  });
  response.flushHeaders();
  for (const chunk of reply.chunks) {
    if (response.destroyed) return;
    await new Promise<void>((resolve) => response.write(chunk, () => resolve()));
    await nextTurn();
  }
  if (reply.finish === "cut") response.destroy();
  else if (reply.finish !== "hang") response.end();
}
