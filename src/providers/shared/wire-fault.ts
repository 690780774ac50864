import type { ModelFailure } from "../../model/outcome.ts";

/**
 * Thrown below the vendor packages, inside `fetch`, where an error is the only way to end a call.
 * `runCall` finds it again in the cause chain and turns it into its failure. The message must not
 * contain "timed out" or "timeout": the packages would replace the error by one of their own.
 */
export class WireFault extends Error {
  readonly failure: ModelFailure;

  constructor(failure: ModelFailure) {
    super(failure.message);
    this.failure = failure;
  }
}
