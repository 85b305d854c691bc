import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { CannotRead, reasonOf } from "./fault.ts";

/** Whether a file is packed by gzip, by its first bytes: names lie. */
export async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** The text of a file as a stream of pieces, unpacked. @throws CannotRead if it cannot be had to its end */
export async function* piecesOf(path: string, packed: boolean): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceSize });
  // A fault of either ends both; it is seen by who reads.
  const pieces = packed ? pipeline(file, createGunzip({ chunkSize: pieceSize }), () => {}) : file;
  try {
    yield* pieces as AsyncIterable<Uint8Array>;
  } catch (error) {
    const broken = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    throw new CannotRead(
      broken ? `${path} is cut off or damaged: ${reasonOf(error)}; copy it anew` : `${path} cannot be read: ${reasonOf(error)}`,
    );
  } finally {
    pieces.destroy();
  }
}

const pieceSize = 1 << 18;
