import { spawn } from "node:child_process";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildFolder, executable, moduleFolder } from "./cache.ts";
import { withLock } from "./lock.ts";
import { firstLine, isExecutable, onPath } from "./path.ts";
import type { Program } from "./table.ts";

export type Report = (line: string) => void;

/** How often a running build says how far it is (ms). */
const progressInterval = 10_000;

/** The binary that an earlier build left, if there is one. */
export function builtBefore(program: Program, env: NodeJS.ProcessEnv): string | undefined {
  const file = join(buildFolder(program, env), executable(program.name));
  return isExecutable(file) ? file : undefined;
}

/**
 * Builds a program from its pinned Go module into the cache and returns the binary's path. Writes nothing
 * inside the checkout. Two processes never build the same program at once.
 * @throws Error if Go is missing or the build fails; the message is what Go said
 */
export async function buildProgram(program: Program, env: NodeJS.ProcessEnv, report: Report): Promise<string> {
  const go = onPath("go", env)[0];
  if (go === undefined) throw new Error("no Go on PATH (https://go.dev/dl)");
  const folder = buildFolder(program, env);
  const title = `${program.name} ${program.version}`;
  return withLock(
    `${folder}.lock`,
    (pid) => report(`${title}: process ${pid} is building it, waiting`),
    async () => {
      const built = builtBefore(program, env);
      if (built !== undefined) return built;
      const target = join(folder, executable(program.name));
      const draft = `${target}.${process.pid}`;
      mkdirSync(folder, { recursive: true });
      try {
        await goBuild(go, program, draft, env, report);
        // A reader sees the whole binary or none.
        renameSync(draft, target);
      } finally {
        rmSync(draft, { force: true });
      }
      return target;
    },
  );
}

const downloading = "go: downloading ";
/** A package that `go build -v` is done with: its path, alone on a line. */
const compiled = /^[\w.~/-]+$/;

/** How far a build is, by what Go has said; packages that an earlier build left are not compiled again, so it may end before the count does. */
function done(said: string, { packages }: Program): string {
  const lines = said.split("\n");
  const built = lines.filter((line) => compiled.test(line)).length;
  if (built > 0) return `about ${built} of ${packages} packages`;
  return `${formatModules(lines.filter((line) => line.startsWith(downloading)).length)} downloaded`;
}

const formatModules = (count: number): string => `${count} module${count === 1 ? "" : "s"}`;

/** How a person avoids the build. */
const otherwise = ({ name, minimum, download }: Program): string =>
  download === undefined ? "" : `; to avoid it, put ${name} ${minimum} or newer on PATH: ${download}`;

function goBuild(go: string, program: Program, output: string, env: NodeJS.ProcessEnv, report: Report): Promise<void> {
  const title = `${program.name} ${program.version}`;
  const flags = ["-trimpath", "-ldflags", program.ldflags, ...(program.tags === "" ? [] : ["-tags", program.tags])];
  const start = Date.now();
  const elapsed = () => `${Math.round((Date.now() - start) / 1000)} s`;
  report(`${title}: building it from its pinned Go module, once (minutes on a cold machine)${otherwise(program)}`);
  return new Promise((resolve, reject) => {
    const child = spawn(go, ["-C", moduleFolder(program), "build", ...flags, "-v", "-o", output, program.package], {
      // The module's own go.sum decides, whatever flags or workspace the user has.
      env: { ...env, CGO_ENABLED: "0", GOFLAGS: "-mod=readonly -buildvcs=false", GOWORK: "off" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    const timer = setInterval(() => report(`${title}: building, ${elapsed()}, ${done(said, program)}`), progressInterval);
    child.on("error", (error) => {
      clearInterval(timer);
      reject(error);
    });
    child.on("close", (code) => {
      clearInterval(timer);
      if (code !== 0) {
        const lines = said.split("\n").filter((line) => !line.startsWith(downloading) && !compiled.test(line));
        return reject(new Error(`go build failed (${elapsed()}): ${firstLine(lines.join("\n")) || `exit code ${code}`}`));
      }
      report(`${title}: built in ${elapsed()}`);
      resolve();
    });
  });
}
