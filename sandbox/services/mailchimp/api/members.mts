import { type Request, Router } from 'express';

import { aboutMember, type Deliveries } from '../deliveries.mts';
import { invalid, notFound, Problem } from '../problem.mts';
import {
	type Account,
	type Audience,
	createMember,
	hashOf,
	type Member,
	type MemberStatus,
	setTag,
	touch,
} from '../state.mts';
import { pageOf } from './paging.mts';
import { memberShape } from './shapes.mts';

/** Members that one batch may hold (`POST /lists/{list_id}`). */
const LARGEST_BATCH = 500;

/** An address that the service takes. */
const isAddress = (address: unknown): address is string =>
	typeof address === 'string' && /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(address);

/** The audience that a path names. */
export function audienceOf(account: Account, request: Request): Audience {
	const audience = account.audiences.get(String(request.params.list));
	if (!audience) throw notFound();
	return audience;
}

/** A member is named by its hash; the address itself and the contact id are taken as well. */
function memberOf(audience: Audience, request: Request): Member {
	const name = String(request.params.member);
	const member =
		audience.members.get(name) ??
		audience.members.get(hashOf(name)) ??
		[...audience.members.values()].find(({ unique_email_id }) => unique_email_id === name);
	if (!member) throw notFound();
	return member;
}

/** What a body may change of a member. */
function apply(member: Member, body: Record<string, unknown>): void {
	if (typeof body.status === 'string') member.status = body.status as MemberStatus;
	if (typeof body.vip === 'boolean') member.vip = body.vip;
	if (typeof body.language === 'string') member.language = body.language;
	if (typeof body.email_type === 'string') member.email_type = body.email_type;
	Object.assign(member.merge_fields, body.merge_fields);
	touch(member);
}

/** The routes of an audience's members, for one account a request. */
export function memberRoutes(
	account: (request: Request) => Account,
	deliveries: Deliveries,
	recordsWritten: (count: number) => Promise<void>,
): Router {
	const router = Router({ mergeParams: true });
	const audience = (request: Request) => audienceOf(account(request), request);

	const add = (list: Audience, body: Record<string, unknown>): Member => {
		if (!isAddress(body.email_address)) {
			throw invalid('email_address', 'This value is not a valid email.');
		}
		if (typeof body.status !== 'string') throw invalid('status', 'This value should not be blank.');
		const hash = hashOf(body.email_address);
		if (list.forgotten.has(hash)) {
			throw new Problem(
				400,
				'Forgotten Email Not Subscribed',
				`${body.email_address} was permanently deleted and cannot be re-imported. The contact must re-subscribe to get back on the list.`,
			);
		}
		const standing = list.members.get(hash);
		if (standing && standing.status !== 'archived') {
			throw new Problem(
				400,
				'Member Exists',
				`${body.email_address} is already a list member. Use PUT to insert or update list members.`,
			);
		}
		const status = body.status as MemberStatus;
		const member = createMember(list, { email_address: body.email_address, status });
		apply(member, body);
		if (status === 'subscribed')
			deliveries.tell(list, 'subscribe', 'api', aboutMember(list, member));
		return member;
	};

	const change = (list: Audience, member: Member, body: Record<string, unknown>) => {
		const before = { status: member.status, address: member.email_address };
		apply(member, body);
		const address = body.email_address;
		if (address !== undefined && !isAddress(address)) {
			throw invalid('email_address', 'This value is not a valid email.');
		}
		let current = member;
		if (address !== undefined && hashOf(address) !== member.id) {
			list.members.delete(member.id);
			current = { ...member, id: hashOf(address), email_address: address };
			list.members.set(current.id, current);
			deliveries.tell(list, 'upemail', 'api', {
				'data[list_id]': list.id,
				'data[new_id]': current.unique_email_id,
				'data[new_email]': address,
				'data[old_email]': before.address,
			});
		}
		const about = aboutMember(list, current);
		if (before.status === current.status) deliveries.tell(list, 'profile', 'api', about);
		else if (current.status === 'subscribed') deliveries.tell(list, 'subscribe', 'api', about);
		else if (current.status === 'unsubscribed') {
			deliveries.tell(list, 'unsubscribe', 'api', {
				'data[action]': 'unsub',
				'data[reason]': 'manual',
				...about,
			});
		} else if (current.status === 'cleaned') {
			deliveries.tell(list, 'cleaned', 'api', {
				'data[list_id]': list.id,
				'data[campaign_id]': '',
				'data[reason]': 'hard',
				'data[email]': current.email_address,
			});
		}
		return current;
	};

	router.post('/', async (request, response) => {
		const list = audience(request);
		const { members, update_existing: updates = false } = request.body;
		if (!Array.isArray(members)) throw invalid('members', 'This value should not be blank.');
		if (members.length > LARGEST_BATCH) {
			throw invalid('members', 'This collection should contain 500 elements or less.');
		}
		await recordsWritten(members.length);
		const created: object[] = [];
		const updated: object[] = [];
		const errors: object[] = [];
		for (const body of members) {
			const standing = list.members.get(hashOf(String(body.email_address)));
			try {
				if (standing && standing.status !== 'archived' && updates) {
					updated.push(memberShape(list, change(list, standing, body)));
				} else created.push(memberShape(list, add(list, body)));
			} catch (error) {
				if (!(error instanceof Problem)) throw error;
				errors.push({
					email_address: String(body.email_address),
					error: error.errors?.[0]?.message ?? error.message,
					error_code: error.title === 'Member Exists' ? 'ERROR_CONTACT_EXISTS' : 'ERROR_GENERIC',
					field: error.errors?.[0]?.field ?? '',
					field_message: error.errors?.[0]?.message ?? '',
				});
			}
		}
		response.json({
			new_members: created,
			updated_members: updated,
			errors,
			total_created: created.length,
			total_updated: updated.length,
			error_count: errors.length,
			_links: [],
		});
	});

	router.get('/members', async (request, response) => {
		const list = audience(request);
		const {
			status,
			since_last_changed: since,
			before_last_changed: before,
			vip_only,
		} = request.query;
		const wanted = [...list.members.values()].filter(
			(member) =>
				(status === undefined ? member.status !== 'archived' : member.status === status) &&
				(since === undefined || Date.parse(member.last_changed) >= Date.parse(String(since))) &&
				(before === undefined || Date.parse(member.last_changed) <= Date.parse(String(before))) &&
				(vip_only !== 'true' || member.vip),
		);
		const { page, total } = pageOf(request, wanted);
		await recordsWritten(page.length);
		response.json({
			members: page.map((member) => memberShape(list, member)),
			list_id: list.id,
			total_items: total,
			_links: [],
		});
	});

	router.post('/members', async (request, response) => {
		const list = audience(request);
		const member = add(list, request.body);
		for (const tag of request.body.tags ?? []) setTag(member, tag, true);
		await recordsWritten(1);
		response.json(memberShape(list, member));
	});

	router.get('/members/:member', (request, response) => {
		const list = audience(request);
		response.json(memberShape(list, memberOf(list, request)));
	});

	router.put('/members/:member', async (request, response) => {
		const list = audience(request);
		await recordsWritten(1);
		const standing = list.members.get(hashOf(String(request.body.email_address)));
		const member = standing
			? change(list, standing, request.body)
			: add(list, { ...request.body, status: request.body.status_if_new });
		response.json(memberShape(list, member));
	});

	router.patch('/members/:member', async (request, response) => {
		const list = audience(request);
		await recordsWritten(1);
		response.json(memberShape(list, change(list, memberOf(list, request), request.body)));
	});

	router.delete('/members/:member', (request, response) => {
		const list = audience(request);
		const member = memberOf(list, request);
		if (member.status === 'archived') throw notFound();
		member.status = 'archived';
		touch(member);
		deliveries.tell(list, 'unsubscribe', 'api', {
			'data[action]': 'archive',
			'data[reason]': 'manual',
			...aboutMember(list, member),
		});
		response.status(204).end();
	});

	router.post('/members/:member/actions/delete-permanent', (request, response) => {
		const list = audience(request);
		const member = memberOf(list, request);
		list.members.delete(member.id);
		list.forgotten.add(member.id);
		response.status(204).end();
	});

	router.get('/members/:member/tags', (request, response) => {
		const { page, total } = pageOf(request, memberOf(audience(request), request).tags.values());
		response.json({ tags: page, total_items: total });
	});

	router.post('/members/:member/tags', (request, response) => {
		const member = memberOf(audience(request), request);
		for (const { name, status } of request.body.tags) setTag(member, name, status === 'active');
		response.status(204).end();
	});

	return router;
}
