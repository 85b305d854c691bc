import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { openSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/engine.ts";
import type { Outcome } from "../../sandbox/run.ts";

export type Change = Partial<SandboxOptions>;

/** The sandboxes of a test file: each test has a folder of its own, and a stack stands up once for all that begin there. */
export interface Sandboxes {
  /** The folder of the test that runs. */
  readonly dir: string;
  /** How the one stack came up. */
  readonly first: Outcome;
  /** An empty sandbox, in the folder of the test. */
  readonly open: (change?: Change) => Promise<Sandbox>;
  /** A copy of the one in which the stack stands, in the folder of the test. */
  readonly openStanding: (change?: Change) => Promise<Sandbox>;
}

/** @param options what each sandbox of the file has, but for its folder */
export function sandboxes(options: Omit<SandboxOptions, "dir">): Sandboxes {
  const standing = folder();
  const all = {
    dir: "",
    first: undefined as unknown as Outcome,
    open: (change: Change = {}) => openSandbox({ keepProgram: true, ...options, dir: all.dir, ...change }),
    openStanding: (change: Change = {}) => {
      cpSync(standing, all.dir, { recursive: true });
      return all.open(change);
    },
  };
  beforeAll(async () => {
    all.first = await (await all.open({ dir: standing })).up();
  });
  beforeEach(() => {
    all.dir = folder();
  });
  afterEach(() => rmSync(all.dir, { recursive: true, force: true }));
  afterAll(() => rmSync(standing, { recursive: true, force: true }));
  return all;
}

const folder = () => mkdtempSync(join(tmpdir(), "slostack-sandbox-"));
