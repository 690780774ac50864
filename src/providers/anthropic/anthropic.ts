import { BaseAnthropic } from "@anthropic-ai/sdk/client";
import { Messages } from "@anthropic-ai/sdk/resources/messages";
import type { ModelPort, ProviderConfig } from "../../model/model-port.ts";
import { apiRoot } from "../shared/api-root.ts";
import { guardedFetch } from "../shared/guarded-fetch.ts";
import { runCall } from "../shared/run-call.ts";
import { createAnthropicFold } from "./anthropic-fold.ts";
import { anthropicRequest } from "./anthropic-request.ts";
import { anthropicVendorError } from "./anthropic-vendor-error.ts";

/**
 * Models of the Anthropic Messages API, or of a server compatible with it. Uses the slim entry of
 * the package, whose full client bundles three times as much.
 */
export function createAnthropic(config: ProviderConfig): ModelPort {
  return {
    respond: (request, call) =>
      runCall(
        {
          open: (signal) =>
            messagesOf(config).create(anthropicRequest(request), { signal, maxRetries: 0 }),
          fold: createAnthropicFold(),
          vendorError: anthropicVendorError,
        },
        config,
        call,
      ),
  };
}

/** Every option the package would otherwise take from the environment or a profile is given. */
function messagesOf(config: ProviderConfig): Messages {
  const client = new BaseAnthropic({
    apiKey: config.apiKey,
    webhookKey: null,
    baseURL: apiRoot(config, "https://api.anthropic.com"),
    maxRetries: 0,
    logLevel: "off",
    openTelemetry: false,
    fetch: guardedFetch(config),
  });
  return new Messages(client);
}
