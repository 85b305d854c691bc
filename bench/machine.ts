import { availableParallelism, cpus, totalmem } from "node:os";

/** What figures depend on, in words: no name of a host, no path. */
export function machine(now: Date): string {
  const memory = (totalmem() / 1024 ** 3).toFixed(0);
  return `${cpus()[0]?.model.trim() ?? "unknown processor"}, ${availableParallelism()} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}, ${now.toISOString().slice(0, 10)}`;
}
