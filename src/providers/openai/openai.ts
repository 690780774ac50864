import OpenAI from "openai";
import type { ModelPort, ProviderConfig } from "../../model/model-port.ts";
import { apiRoot } from "../shared/api-root.ts";
import { guardedFetch } from "../shared/guarded-fetch.ts";
import { runCall } from "../shared/run-call.ts";
import { createOpenAiFold } from "./openai-fold.ts";
import { openAiRequest } from "./openai-request.ts";
import { openAiVendorError } from "./openai-vendor-error.ts";

/** Models of the OpenAI Responses API, or of a server compatible with it. Nothing is stored there. */
export function createOpenAi(config: ProviderConfig): ModelPort {
  return {
    respond: (request, call) =>
      runCall(
        {
          // The raw stream: the package's stream helper throws on events it does not know.
          open: (signal) =>
            clientOf(config).responses.create(openAiRequest(request), { signal, maxRetries: 0 }),
          fold: createOpenAiFold(),
          vendorError: openAiVendorError,
        },
        config,
        call,
      ),
  };
}

/** Every option the package would otherwise take from the environment is given. */
function clientOf(config: ProviderConfig): OpenAI {
  return new OpenAI({
    apiKey: config.apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    baseURL: `${apiRoot(config, "https://api.openai.com")}/v1`,
    maxRetries: 0,
    logLevel: "off",
    fetch: guardedFetch(config),
  });
}
