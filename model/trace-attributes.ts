/** Attributes of a span that hold the path of a request, the older convention of OpenTelemetry first. */
export const pathAttributes: readonly string[] = ["http.target", "url.path"];
