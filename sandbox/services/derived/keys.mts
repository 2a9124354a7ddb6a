import type { Service } from '../../../dist/index.js';
import { variantOf } from '../../../dist/index.js';
import { textMatching } from './texts.mts';

/** The keys of a service that has some: made up in the form that it declares. */
export class Keys {
	readonly #service: Service;
	readonly #keys = new Map<string, 'valid' | 'expired'>();
	readonly #made: string[] = [];

	constructor(service: Service) {
		this.#service = service;
	}

	/** Makes a key of the right form that the service does not know. */
	make(): string {
		const { pattern } = variantOf(this.#service, 'apiKey');
		const key = textMatching(pattern, this.#made.length + 1);
		this.#made.push(key);
		return key;
	}

	/** Whether a key that was made here stands in a text. */
	haveMade(text: string): boolean {
		return this.#made.some((key) => text.includes(key));
	}

	/** Gives a new key that is good for everything. */
	issue(): string {
		const key = this.make();
		this.#keys.set(key, 'valid');
		return key;
	}

	expire(key: string): void {
		if (this.#keys.has(key)) this.#keys.set(key, 'expired');
	}

	revoke(key: string): void {
		this.#keys.delete(key);
	}

	/** Takes back every key that was given so far. */
	revokeAll(): void {
		this.#keys.clear();
	}

	stateOf(key: string): 'valid' | 'expired' | undefined {
		return this.#keys.get(key);
	}
}
