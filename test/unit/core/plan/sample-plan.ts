/** The plan of DESIGN 11, word for word: the literal form every reader of plans must know. */
export const samplePlan = `---
signoff: plan/1
title: Retry with exponential backoff
---
## Goal
The bot survives its LLM provider being down for up to 30 s.

## Data and interfaces
\`RetryPolicy { attempts: number; baseMs: number; maxElapsedMs: number }\`, in \`llm/backoff.ts\`, exported, shared.

## Touched modules
- \`llm/client.ts\`: the only code that talks to the provider.

## Decisions
### D1 Where do retries live?
**Central wrapper \`withRetry\`**, because two code paths need the same policy.
- Rejected: a decorator per client. Two places to keep in step.

## Invariants
- Every provider call goes through \`withRetry\`.

## Failure modes
- When the provider answers 429 with Retry-After, then wait that long, within \`maxElapsedMs\`.

## Out of scope
- Circuit breaker.

## Tasks
### T1 Backoff schedule
- create \`llm/backoff.ts\`
  - exported \`delays(policy: RetryPolicy): Iterable<number>\`
- create \`test/backoff.test.ts\`
- check \`npm test -- {task-tests}\`

Full jitter; the sum never exceeds \`maxElapsedMs\`.

### T2 Wrap complete() (after T1, integrates)
- modify \`llm/client.ts\`
  - exported \`complete(request: Request): Promise<Reply>\`
- modify \`test/client.test.ts\`
- check \`npm test\`

Retry 429 and 5xx only. Never after the first streamed byte.

## Integration
- check \`npm run e2e\`

## Open questions
`;
