import { modelFailure } from "../../model/model-failure.ts";
import type { ProviderConfig } from "../../model/model-port.ts";
import { WireFault } from "./wire-fault.ts";
import { within } from "./within.ts";

/** Everything else the packages would send: telemetry, and headers injected through environment variables. */
const allowedHeaders = ["accept", "content-type", "user-agent", "anthropic-version"];

/**
 * The `fetch` both vendor packages are given. It sends our key and no other credential, follows no
 * redirect (the prompt stays with the configured origin), refuses answers that no such API sends,
 * and ends a response that stays silent for the idle time, headers included: the packages' own
 * timeout stops watching once headers are in. Fails with a `WireFault`.
 */
export function guardedFetch(config: ProviderConfig): typeof fetch {
  return async (input, init = {}) => {
    const silence = new AbortController();
    const signals = [silence.signal, ...(init.signal ? [init.signal] : [])];
    const sent = fetch(input, {
      ...init,
      headers: ownHeaders(init.headers, config.apiKey),
      redirect: "manual",
      signal: AbortSignal.any(signals),
    });
    const late = () => stalled(config.idleTimeout);
    const response = await within(sent, config.idleTimeout, late, () => silence.abort());
    await refuseForeign(response, originOf(input));
    if (response.body === null) return response;
    const { status, statusText, headers } = response;
    const body = endWhenSilent(response.body, config.idleTimeout);
    return new Response(body, { status, statusText, headers });
  };
}

/** The fault of a call in which nothing arrived for `idleTime` milliseconds. */
export function stalled(idleTime: number): WireFault {
  const message = `Nothing arrived for ${Math.round(idleTime / 100) / 10} s.`;
  return new WireFault(modelFailure("stalled", message));
}

function ownHeaders(given: RequestInit["headers"], apiKey: string): Headers {
  const all = new Headers(given);
  const own = new Headers({ authorization: `Bearer ${apiKey}` });
  for (const name of allowedHeaders) {
    const value = all.get(name);
    if (value !== null) own.set(name, value);
  }
  return own;
}

/** Any HTML, any redirect, and any success that is not an event stream comes from something else than the API. */
async function refuseForeign(response: Response, origin: string): Promise<void> {
  const type = response.headers.get("content-type")?.toLowerCase() ?? "";
  const isRedirect = response.status >= 300 && response.status < 400;
  const isForeign = response.ok ? !type.includes("text/event-stream") : type.includes("text/html");
  if (!isRedirect && !isForeign) return;
  await response.body?.cancel();
  const what = isRedirect ? "a redirect" : describeType(type);
  throw new WireFault(
    modelFailure("not-an-api", `${origin} answered with ${what} (status ${response.status}).`, {
      status: response.status,
    }),
  );
}

function describeType(type: string): string {
  if (type.includes("text/html")) return "an HTML page";
  return type === "" ? "no content type" : `content of type ${type.split(";")[0]}`;
}

function originOf(input: string | URL | Request): string {
  return new URL(input instanceof Request ? input.url : input).origin;
}

/** Passes bytes on as they are asked for; the clock runs only while someone waits for the next ones. */
function endWhenSilent(
  body: ReadableStream<Uint8Array>,
  idleTime: number,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const late = () => stalled(idleTime);
  // Cancelling a body that is already broken rejects; the stall is what counts.
  const release = () => void reader.cancel().catch(() => undefined);
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const read = await within(reader.read(), idleTime, late, release);
        if (read.done) controller.close();
        else controller.enqueue(read.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
