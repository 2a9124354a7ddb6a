import type { Adapter, AdapterPayload } from 'oidc-provider';

/**
 * Where the authorization server keeps its sessions, codes, grants and tokens: in this process, for as long as
 * it runs.
 * @returns a class as oidc-provider wants one; every instance shares the same store
 */
export function memoryAdapter() {
	const store = new Map<string, AdapterPayload>();
	const uids = new Map<string, string>();

	return class Memory implements Adapter {
		readonly #kind: string;

		constructor(kind: string) {
			this.#kind = kind;
		}

		async upsert(id: string, payload: AdapterPayload): Promise<void> {
			store.set(this.#key(id), payload);
			if (payload.uid) uids.set(payload.uid, id);
		}

		async find(id: string): Promise<AdapterPayload | undefined> {
			return store.get(this.#key(id));
		}

		async findByUid(uid: string): Promise<AdapterPayload | undefined> {
			return store.get(this.#key(uids.get(uid) ?? ''));
		}

		/** Only the device flow has user codes, which is not offered. */
		async findByUserCode(): Promise<undefined> {
			return undefined;
		}

		async consume(id: string): Promise<void> {
			const payload = store.get(this.#key(id));
			if (payload) payload.consumed = Math.floor(Date.now() / 1000);
		}

		async destroy(id: string): Promise<void> {
			store.delete(this.#key(id));
		}

		async revokeByGrantId(grantId: string): Promise<void> {
			for (const [key, payload] of store) if (payload.grantId === grantId) store.delete(key);
		}

		#key(id: string): string {
			return `${this.#kind}:${id}`;
		}
	};
}
