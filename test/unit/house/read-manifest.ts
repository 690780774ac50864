import * as z from "zod";
import { readText } from "./read-sources.ts";

const icon = z.union([z.string(), z.strictObject({ light: z.string(), dark: z.string() })]);
const menuItem = z.looseObject({ command: z.string().optional() });
const property = z.looseObject({ scope: z.string().optional() });
const configuration = z.looseObject({ properties: z.record(z.string(), property).default({}) });
const media = z.looseObject({
  image: z.union([z.string(), z.record(z.string(), z.string())]).optional(),
  svg: z.string().optional(),
  markdown: z.string().optional(),
});

const versions = z.record(z.string(), z.string()).default({});

/** The part of package.json that the house has rules about. */
const manifestSchema = z.looseObject({
  version: z.string(),
  icon: z.string(),
  engines: z.looseObject({ vscode: z.string() }),
  activationEvents: z.array(z.string()),
  capabilities: z.looseObject({
    untrustedWorkspaces: z.looseObject({
      supported: z.unknown(),
      restrictedConfigurations: z.array(z.string()).default([]),
    }),
  }),
  dependencies: versions,
  devDependencies: versions,
  contributes: z.looseObject({
    commands: z
      .array(
        z.looseObject({
          command: z.string(),
          title: z.string(),
          category: z.string().optional(),
          icon: icon.optional(),
        }),
      )
      .default([]),
    menus: z.record(z.string(), z.array(menuItem)).default({}),
    keybindings: z.array(menuItem).default([]),
    viewsContainers: z
      .record(z.string(), z.array(z.looseObject({ id: z.string(), icon: z.string() })))
      .default({}),
    views: z.record(z.string(), z.array(z.looseObject({ id: z.string() }))).default({}),
    configuration: z
      .union([configuration, z.array(configuration)])
      .transform((found) => [found].flat())
      .default([]),
    walkthroughs: z.array(z.looseObject({ steps: z.array(z.looseObject({ media })) })).default([]),
  }),
});
export type Manifest = z.infer<typeof manifestSchema>;

export function readManifest(): Manifest {
  return manifestSchema.parse(JSON.parse(readText("package.json")));
}

/** All settings by full name. */
export function settings({ contributes }: Manifest): ReadonlyMap<string, string | undefined> {
  const entries = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
  return new Map(entries.map(([name, { scope }]) => [name, scope]));
}

/** Every picture or page the manifest points to, relative to the root; codicons are no files. */
export function assets({ icon: own, contributes }: Manifest): readonly string[] {
  const named = [
    own,
    contributes.commands.map((command) => command.icon),
    Object.values(contributes.viewsContainers).map((list) => list.map((item) => item.icon)),
    contributes.walkthroughs.map(({ steps }) => steps.map((step) => step.media)),
  ];
  return strings(named).filter((text) => !text.startsWith("$("));
}

function strings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(strings) : [];
}
