import type { ScriptedTeam } from "./scripted-team.ts";

/** The same team with a developer that takes its time at the beginning of a task, so that there is something to stop. */
export function slowDeveloper(team: ScriptedTeam): ScriptedTeam {
  const musing = { text: "I read what is there first. ".repeat(40), delay: 40 };
  return team.map((scene) => {
    const [first, ...rest] = scene.turns;
    if (scene.role !== "developer" || first === undefined) return scene;
    return { ...scene, turns: [{ ...first, ...musing }, ...rest] };
  });
}
