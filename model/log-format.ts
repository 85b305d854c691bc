/** Fields of one line of nginx's combined format, in their order: what a metric on such a log group may match. */
export const nginxCombinedFields = ["ip", "identity", "user", "timestamp", "request", "status", "bytes", "referer", "agent"] as const;
