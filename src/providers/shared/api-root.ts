import type { ProviderConfig } from "../../model/model-port.ts";

/** The API's address without trailing slash and without `/v1`, which many people paste along. */
export function apiRoot(config: ProviderConfig, vendorDefault: string): string {
  return (config.baseUrl ?? vendorDefault).replace(/\/+$/, "").replace(/\/v1$/, "");
}
