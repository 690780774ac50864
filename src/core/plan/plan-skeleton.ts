/**
 * The literal form of a plan with a word on each part, for the prompt of whoever writes one. It
 * is itself a plan `parsePlan` reads without problems.
 */
export const planSkeleton = `---
signoff: plan/1
title: What is built, in a few words
---
## Goal
What is true afterwards that is not true now.

## Data and interfaces
Types and contracts that more than one file sees, with the file they live in.

## Touched modules
- \`path/to/existing.ts\`: what it is.

## Decisions
### D1 The question?
**The choice**, because the reason.
- Rejected: the alternative. Why not.

## Invariants
- What must stay true.

## Failure modes
- When this fails, then that happens. (Or: None, because the reason.)

## Out of scope
- What a keen developer might add and must not.

## Tasks
### T1 A title
- create \`path/new.ts\`
  - exported, shared \`name(parameter: Type): Result\`
- create \`test/new.test.ts\`
- check \`npm test -- {task-tests}\`

Instructions in prose. {task-tests} stands for the test files among the files of the task.

### T2 Another title (after T1, integrates)
- modify \`path/existing.ts\`
  - local \`helper(): void\`
- rename \`path/a.ts\` to \`path/b.ts\`
- delete \`path/old.ts\`
- check \`npm test\` in \`packages/one\`
- checked by: reading

Every file stands on its own line, with nothing after the path. A task needs a test file, a check,
or the words "checked by: reading". A check is one plain command: no shell, no pipes, no variables.

## Integration
- check \`npm run e2e\`

## Open questions
- What only the person can answer.
`;
