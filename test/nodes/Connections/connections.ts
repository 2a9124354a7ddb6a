/** What the tests of the trigger are made of. */
import type { Credential } from '../../../nodes/Connections/api/credentials';
import type { Known } from '../../../nodes/Connections/polling/memory';
import type { Verdict } from '../../../nodes/Connections/inspect/verdict';

export const EARLIER = '2026-10-01T00:00:00.000Z';
export const NOW = '2026-10-02T00:00:00.000Z';

/** A connection of n8n. */
export const credential = (id: string): Credential => ({
	id,
	name: 'Newsletter',
	type: 'mailchimpConnectionApi',
	createdAt: '2026-01-01T00:00:00.000Z',
	updatedAt: '2026-01-01T00:00:00.000Z',
	shared: [],
});

/** What is known of one. */
export const known = (status: Known['status'], more: Partial<Known> = {}): Known => ({
	status,
	since: EARLIER,
	tested: EARLIER,
	isUsed: true,
	...more,
});

/** What a test says. */
export const verdict = (status: Verdict['status'], more: Partial<Verdict> = {}): Verdict => ({
	status,
	message: status,
	checkedBy: 'n8n',
	mayPass: false,
	isInconclusive: false,
	took: 1,
	...more,
});
