import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountsBefore, sandboxSettings, sandboxVendors, secretSettings } from "../cli/sandbox-accounts.ts";
import { loadCatalog, resolve } from "../language.ts";
import { openSandbox, type Sandbox, type SandboxOptions } from "../sandbox/engine.ts";
import { count, duration, median, part, table } from "./figures.ts";
import type { Answer, Question } from "./question.ts";

const root = join(import.meta.dirname, "..");
const stack = "prod";
const shareLimit = 0.05;
const runs = { full: 9, quick: 3 };

/** What the catalog adds to a preview: the real program beside a bare one with the same resources in the same state. */
export const preview: Question = async ({ quick, report }) => {
  const folder = mkdtempSync(join(tmpdir(), "slostack-bench-"));
  try {
    const ours = await stand(join(folder, "ours"), { program: join(root, "index.ts"), report });
    const up = await ours.up();
    if (!up.ok) throw new Error(up.output);
    const resources = await declared(ours);
    const file = join(folder, "resources.json");
    writeFileSync(file, JSON.stringify(resources));
    // The same state, accounts and passphrase: the bare program finds all of its resources unchanged.
    cpSync(join(folder, "ours"), join(folder, "bare"), { recursive: true });
    const bare = await stand(join(folder, "bare"), {
      program: join(import.meta.dirname, "bare-program.ts"),
      settings: join(root, `Pulumi.${stack}.yaml`),
      config: { "bench:resources": file },
      report,
    });
    const pairs: Pair[] = [];
    for (let round = -1; round < (quick ? runs.quick : runs.full); round++) {
      const pair = { ours: await cost(ours, resources.length), bare: await cost(bare, resources.length) };
      if (round >= 0) pairs.push(pair);
    }
    report(`preview: ${pairs.length} runs of each`);
    return answer(pairs, resources);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

type Place = Pick<SandboxOptions, "program" | "settings" | "config" | "report">;

function stand(dir: string, { config = {}, ...place }: Place): Promise<Sandbox> {
  const { catalog } = loadCatalog(join(root, "catalog"));
  if (!catalog) throw new Error("the catalog has faults: npx slostack check");
  return openSandbox({
    ...place,
    dir,
    stack,
    vendors: sandboxVendors,
    config: { ...sandboxSettings, ...config },
    secrets: secretSettings(catalog.organization, (key) => `bench-${key}`),
    seed: accountsBefore(catalog),
  });
}

interface StateResource {
  readonly type: string;
}

/** Everything of the state but the stack itself, which every program has. */
async function declared(sandbox: Sandbox): Promise<StateResource[]> {
  const state = JSON.parse(await sandbox.export({ showSecrets: true })) as { deployment: { resources: StateResource[] } };
  return state.deployment.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack");
}

/** What one preview costs, in seconds. */
interface Cost {
  readonly wall: number;
  /** of all processes together; hardly moved by what else the machine does */
  readonly processor: number;
}
interface Pair {
  readonly ours: Cost;
  readonly bare: Cost;
}

/** @throws Error unless the preview found every resource of the state, and none of them changed */
async function cost(sandbox: Sandbox, resources: number): Promise<Cost> {
  const before = childProcessorTime();
  const { ok, output, steps, changes, seconds } = await sandbox.preview();
  const processor = childProcessorTime() - before;
  if (!ok) throw new Error(output);
  if (steps.length > 0) throw new Error(`a resource is not the same: ${steps.map(({ op, urn }) => `${op} ${urn}`).join(", ")}`);
  if ((changes.same ?? 0) < resources / 2) throw new Error(`only ${changes.same} of ${resources} resources were previewed`);
  return { wall: seconds, processor };
}

/**
 * Seconds that ended children of this process, and theirs, have had a processor: fields 16 and 17 of proc(5), in ticks of
 * 1/100 s. Only available on Linux; elsewhere 0.
 */
function childProcessorTime(): number {
  if (!existsSync("/proc/self/stat")) return 0;
  const afterName = readFileSync("/proc/self/stat", "utf8").split(") ").at(-1) ?? "";
  const [user, system] = afterName.split(" ").slice(13, 15).map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

interface Compared {
  readonly ours: number;
  readonly bare: number;
  readonly added: number;
  readonly share: number;
}

function compared(pairs: readonly Pair[], of: (one: Cost) => number): Compared {
  const ours = median(pairs.map((pair) => of(pair.ours)));
  const added = median(pairs.map((pair) => of(pair.ours) - of(pair.bare)));
  return { ours, bare: median(pairs.map((pair) => of(pair.bare))), added, share: ours > 0 ? added / ours : 0 };
}

/** Resources by vendor, and how many of them each SLO that the vendor evaluates has on average. */
function byVendor(resources: readonly StateResource[]): string[][] {
  const { catalog } = loadCatalog(join(root, "catalog"));
  const slos = (catalog ? resolve(catalog, stack).systems : []).flatMap(({ services }) => services.flatMap((service) => service.slos));
  const counted = Map.groupBy(
    resources.filter(({ type }) => !type.startsWith("pulumi:") && !type.startsWith("slostack:")),
    ({ type }) => type.split(":")[0] ?? "",
  );
  const rows = [...counted]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([vendor, { length }]) => {
      const own = slos.filter(({ signal }) => signal.from.evaluator === vendor).length;
      return [vendor, count(length), count(own), own > 0 ? (length / own).toFixed(1) : ""];
    });
  return [["vendor", "resources", "SLOs evaluated", "resources per SLO"], ...rows];
}

function answer(pairs: readonly Pair[], resources: readonly StateResource[]): Answer {
  const kinds: [string, Compared][] = [
    ["time on the clock", compared(pairs, ({ wall }) => wall)],
    ["processor time, all processes", compared(pairs, ({ processor }) => processor)],
  ];
  const measured = kinds.filter(([, { ours }]) => ours > 0);
  return {
    title: "Preview",
    text: [
      "`pulumi preview` of the catalog, stack prod, against fake vendors, beside a program that declares the same",
      `${resources.length} resources with the same inputs and has no catalog: both find everything unchanged. By turns; the difference is the`,
      "median of the pairs.",
      "",
      table([
        ["preview", "this project", "bare program", "difference", "our share"],
        ...measured.map(([name, { ours, bare, added, share }]) => [name, duration(ours), duration(bare), duration(added), part(share)]),
      ]),
      "",
      "What it is made of. On a real stack an update rewrites the whole state for each new resource: their number is what an SLO costs.",
      "",
      table(byVendor(resources)),
    ].join("\n"),
    demands: measured.map(([name, { share }]) => ({
      what: `the catalog adds at most ${part(shareLimit)} to a preview: ${name}`,
      seen: part(share),
      met: share <= shareLimit,
    })),
  };
}
