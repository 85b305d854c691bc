import { createHmac, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dump, load } from "js-yaml";

/** A stack's settings file, as far as it matters here. */
interface Settings {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly encryptionsalt?: string;
}

/**
 * Writes the sandbox's own project folder. The program and its settings stay where and as they are: the settings
 * of a real account are encrypted with another passphrase.
 * @param program the file that the engine runs
 */
export function writeProject(folder: string, project: string, program: string): void {
  mkdirSync(folder, { recursive: true });
  const options = { runtime: { name: "nodejs", options: { typescript: false } } };
  writeFileSync(join(folder, "Pulumi.yaml"), dump({ name: project, main: program, ...options }));
}

/**
 * Writes a stack's settings: those of the real stack without its secrets, then `config` on top. What the engine
 * itself wrote for this stack (its salt and the sandbox's secrets) stays.
 * @param real the settings file of the real stack, if there is one
 */
export function writeSettings(file: string, project: string, real: string | undefined, config: Readonly<Record<string, unknown>>): void {
  const copied = real === undefined ? {} : settingsOf(real);
  const own = existsSync(file) ? readSettings(file) : {};
  const kept = Object.fromEntries(Object.entries(own.config ?? {}).filter(([, value]) => isSecret(value)));
  const added = Object.fromEntries(Object.entries(config).map(([key, value]) => [qualified(key, project), value]));
  const salt = own.encryptionsalt === undefined ? {} : { encryptionsalt: own.encryptionsalt };
  writeFileSync(file, dump({ ...salt, config: { ...kept, ...copied, ...added } }));
}

/**
 * Whether a stack's settings still hold these secrets as the engine encrypted them when they were last noted: to encrypt them again
 * takes a run of the engine. The note, a file beside the settings, is a keyed hash of both.
 * @param secrets as the engine is given them
 */
export function encryptedSecrets(settings: string, secrets: readonly string[], key: string): { stand: () => boolean; note: () => void } {
  const noted = `${settings}.secrets`;
  const now = () => {
    const { config = {}, encryptionsalt } = readSettings(settings);
    const encrypted = Object.entries(config).filter(([, value]) => isSecret(value));
    return createHmac("sha256", key)
      .update(JSON.stringify([secrets, encryptionsalt, encrypted.sort()]))
      .digest("hex");
  };
  return { stand: () => existsSync(noted) && readFileSync(noted, "utf8") === now(), note: () => writeFileSync(noted, now()) };
}

/** The plain settings in a stack's file; none where there is no file. */
function settingsOf(file: string): Record<string, unknown> {
  return existsSync(file) ? withoutSecrets(readSettings(file).config ?? {}) : {};
}

/** "grafana-url" -> "slostack:grafana-url"; a key that names its package stays as it is. */
export function qualified(key: string, project: string): string {
  return key.includes(":") ? key : `${project}:${key}`;
}

/** Values that hold a secret anywhere are left out whole: half a value would mean something else. */
function withoutSecrets(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(config).filter(([, value]) => !isSecret(value)));
}

function isSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "secure" in value || Object.values(value).some(isSecret);
}

function readSettings(file: string): Settings {
  return (load(readFileSync(file, "utf8")) ?? {}) as Settings;
}

/**
 * The sandbox's own passphrase, made once. It guards nothing but the sandbox's state.
 * @param fresh the one of a sandbox that has none yet
 */
export function passphrase(folder: string, fresh = randomBytes(24).toString("base64url")): string {
  const file = join(folder, "passphrase");
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, fresh, { mode: 0o600 });
  }
  return readFileSync(file, "utf8");
}
