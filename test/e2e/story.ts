import type { Sidebar } from "./pages/sidebar.ts";

/** The seed story in the person's words, as the scripted team of the sample project knows it. */
export const wish =
  "I want to add retries with exponential backoff so the bot survives its LLM provider being down.";
export const answers = "Bound attempts and total elapsed time; after the first byte fail.";

/** Talks the feature through until plan v1 waits for approval. */
export async function designPlan(sidebar: Sidebar): Promise<void> {
  await sidebar.open();
  await sidebar.send(wish);
  await sidebar.conversation.getByText("Two things decide the design").waitFor();
  await sidebar.waitUntilIdle();
  await sidebar.send(answers);
  await sidebar.planCard(1).waitFor();
  await sidebar.waitUntilIdle();
  await sidebar.waitForLock("Locked: waiting for your approval of plan v1");
}
