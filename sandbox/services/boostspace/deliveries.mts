import { z } from 'zod';

import type { Kind, System, Thing } from './state.mts';

const action = z.object({
	id: z.number(),
	setting: z.object({
		url: z.string(),
		method: z.literal('POST'),
		headers: z.array(z.string()),
		/** What is sent: here only the thing itself is known. */
		data: z.literal('{json_encode($entity)|noescape}'),
	}),
});

const trigger = z.object({ event: z.string(), module: z.string(), actions: z.array(z.number()) });

/** Calls the addresses that were registered for an event, as Boost.space does. */
export class Deliveries {
	readonly #underWay = new Set<Promise<unknown>>();

	/** The statuses with which deliveries were answered, oldest first; 0 for one that did not arrive. */
	readonly statuses: number[] = [];

	/** Tells everybody who registered for an event of a thing. */
	tell(system: System, kind: Kind, event: string, thing: Thing): void {
		for (const one of system.things['automatization/trigger'].values()) {
			const { event: wanted, module, actions } = trigger.parse(one);
			if (wanted !== event || module !== kind) continue;
			for (const id of actions) {
				const called = action.safeParse(system.things['automatization/action'].get(id));
				if (called.success) this.#start(this.#call(called.data.setting, event, { ...thing }));
			}
		}
	}

	/** Waits until every delivery has been answered. */
	async settled(): Promise<void> {
		while (this.#underWay.size > 0) await Promise.all(this.#underWay);
	}

	#start(delivery: Promise<void>): void {
		this.#underWay.add(delivery);
		void delivery.finally(() => this.#underWay.delete(delivery));
	}

	async #call(
		{ url, method, headers }: z.output<typeof action>['setting'],
		event: string,
		thing: Thing,
	): Promise<void> {
		const given = headers.map((line): [string, string] => {
			const [name = '', ...value] = line.split(':');
			return [name.trim(), value.join(':').trim()];
		});
		try {
			const answer = await fetch(url, {
				method,
				headers: [...given, ['x-trigger-event', event]],
				body: JSON.stringify(thing),
			});
			this.statuses.push(answer.status);
		} catch {
			this.statuses.push(0);
		}
	}
}
