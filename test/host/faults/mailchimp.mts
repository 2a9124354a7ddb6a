/** The writes of the node Mailchimp, each with its mark. */
import { randomUUID } from 'node:crypto';

import type { Sandbox } from '../../../sandbox/sandbox.mts';
import { createCampaign, createMember } from '../../../sandbox/services/mailchimp/index.mts';
import { hashOf, type Member, setTag } from '../../../sandbox/services/mailchimp/state.mts';
import { byId } from '../workflows.mts';
import { count, once, type Write, type Writes } from './write.mts';

export function mailchimpWrites({ mailchimp }: Sandbox): Writes {
	const [account] = mailchimp.accounts;
	const [regulars] = account?.audiences.values() ?? [];
	if (!account || !regulars) throw new Error('Mailchimp has no audience');
	const audience = byId(regulars.id);
	const { members } = regulars;
	const newAddress = () => `mark.${randomUUID()}@example.com`;
	const ofSubject = (subject: string) =>
		count(account.campaigns.values(), ({ settings }) => settings.subject_line === subject);

	/** A change of a member who is there. */
	const onMember =
		(
			written: (member: Member, isThere: boolean) => boolean,
			more: (email: string) => object = () => ({}),
			prepare: (member: Member) => void = () => undefined,
		) =>
		(): Write => {
			const email = newAddress();
			const member = createMember(regulars, { email_address: email, status: 'subscribed' });
			prepare(member);
			return {
				parameters: { audience, email, ...more(email) },
				written: () => once(written(member, members.get(hashOf(email)) === member)),
			};
		};

	const addsMember = (): Write => {
		const email = newAddress();
		return {
			parameters: { audience, email, status: 'subscribed' },
			written: () => count(members.values(), ({ email_address }) => email_address === email),
		};
	};

	const newCampaign = () => {
		const subject = `Hello ${randomUUID()}`;
		const settings = { subject_line: subject, from_name: 'Freddie', reply_to: 'f@example.com' };
		const content = { html: '<p>Hello</p>' };
		return { subject, campaign: createCampaign(account, regulars.id, settings, { content }) };
	};

	return {
		'campaign.create': () => {
			const subject = `Hello ${randomUUID()}`;
			return {
				parameters: {
					audience,
					subject,
					fromName: 'Freddie',
					replyTo: 'freddie@example.com',
					html: '<p>Hello</p>',
				},
				written: () => ofSubject(subject),
			};
		},
		'campaign.replicate': () => {
			const { subject, campaign } = newCampaign();
			return {
				parameters: { campaign: byId(campaign.id) },
				written: () => ofSubject(subject) - 1,
			};
		},
		'campaign.send': () => {
			const { campaign } = newCampaign();
			return {
				parameters: { campaign: byId(campaign.id) },
				written: () => once(campaign.status === 'sent'),
			};
		},
		'member.archive': onMember(({ status }) => status === 'archived'),
		'member.create': addsMember,
		'member.createOrUpdate': addsMember,
		'member.deletePermanently': onMember(
			(_member, isThere) => !isThere,
			(confirmation) => ({ confirmation }),
		),
		'member.update': onMember(
			({ status }) => status === 'unsubscribed',
			() => ({ changes: { status: 'unsubscribed' } }),
		),
		'tag.add': onMember(
			({ tags }) => tags.has('VIP'),
			() => ({ tags: 'VIP' }),
		),
		'tag.remove': onMember(
			({ tags }) => !tags.has('VIP'),
			() => ({ tags: 'VIP' }),
			(member) => setTag(member, 'VIP', true),
		),
	};
}
