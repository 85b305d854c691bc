/** Reads a program's version from what it printed; undefined if no version is in it. */
export function parseVersion(printed: string, pattern: RegExp): string | undefined {
  return pattern.exec(printed)?.[1];
}

/** Is `version` (major.minor.patch) the same as `minimum` or newer? */
export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split(".").map(Number);
  const need = minimum.split(".").map(Number);
  for (const [i, part] of need.entries()) {
    const own = have[i] ?? 0;
    if (own !== part) return own > part;
  }
  return true;
}
