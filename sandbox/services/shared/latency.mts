/** How long a service takes, in milliseconds. */
export interface Latency {
	/** For each call. */
	perCall: number;
	/** For each record that is read or written, besides. */
	perRecord: number;
}
