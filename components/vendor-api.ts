/** How long an answer of a vendor may take (ms). */
const patience = 30_000;

/**
 * What a vendor's API answers to a GET, as JSON. For what the vendor's provider has no function for.
 *
 * @throws Error with one sentence that holds neither credentials nor a query
 */
export async function askVendor(url: URL, headers: Readonly<Record<string, string>>): Promise<unknown> {
  const place = `${url.origin}${url.pathname}`;
  let answer: Response;
  try {
    // Credentials follow no redirection.
    answer = await fetch(url, { headers, signal: AbortSignal.timeout(patience), redirect: "error" });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`${place} does not answer (${cause || said})`);
  }
  if (!answer.ok)
    throw new Error(
      `${place} answers ${answer.status}${answer.status === 401 || answer.status === 403 ? ": the credentials may not read it" : ""}`,
    );
  try {
    return await answer.json();
  } catch {
    throw new Error(`${place} answers no JSON`);
  }
}
