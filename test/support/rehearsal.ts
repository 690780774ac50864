/**
 * What makes the extension talk to the scripted team: the vendors' origins as machine settings, and
 * an environment with keys that open nothing and the mark of a rehearsal.
 * @param url origin of the mock of the vendors' servers
 */
export function rehearsalOptions(url: string) {
  return {
    userSettings: { "signoff.anthropic.baseUrl": url, "signoff.openai.baseUrl": url },
    env: {
      ANTHROPIC_API_KEY: "scripted",
      OPENAI_API_KEY: "scripted",
      SIGNOFF_REHEARSAL: "1",
    },
  };
}
