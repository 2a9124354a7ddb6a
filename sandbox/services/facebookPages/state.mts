import { DAY } from './clock.mts';

/** What a person may do on a page (developers.facebook.com/docs/pages-api/overview). */
export type Task = 'ADVERTISE' | 'ANALYZE' | 'CREATE_CONTENT' | 'MANAGE' | 'MESSAGING' | 'MODERATE';

/** All of them. */
export const ALL_TASKS: readonly Task[] = [
	'ADVERTISE',
	'ANALYZE',
	'CREATE_CONTENT',
	'MESSAGING',
	'MODERATE',
	'MANAGE',
];

/** What a person has said to the app's question for one permission. */
export interface Permission {
	status: 'granted' | 'declined';
	/** When it was last granted or used: after 90 days it must be granted again. */
	usedAt: number;
}

/** Somebody on Facebook, with a word on what the app may do in their name. */
export interface Person {
	readonly id: string;
	readonly name: string;
	/** The value of the consent page's field `account`. */
	readonly login: string;
	readonly email: string;
	readonly permissions: Map<string, Permission>;
	/** What they may do on which pages; may be changed. */
	readonly roles: Map<FacebookPage, Set<Task>>;
	/** The business portfolios that they belong to: `/me/accounts` does not list the pages of these. */
	readonly businesses: Set<Business>;
}

/** A business portfolio (facebook/facebook-business-sdk-codegen: api_specs/specs/Business.json). */
export interface Business {
	readonly id: string;
	readonly name: string;
	readonly ownedPages: readonly FacebookPage[];
	/** Pages of others, on which it may work. */
	readonly clientPages: readonly FacebookPage[];
}

/** Who wrote something: a page or a person, also one without an account in the stand-in. */
export interface Author {
	readonly id: string;
	readonly name: string;
}

export interface Comment {
	readonly kind: 'comment';
	readonly id: string;
	readonly page: FacebookPage;
	/** What is commented on, at the root. */
	readonly on: Commentable;
	readonly parent: Comment | undefined;
	readonly from: Author;
	readonly createdTime: number;
	message: string;
	isHidden: boolean;
	readonly replies: Comment[];
	/** The ids of those who like it. */
	readonly likes: Set<string>;
}

export interface Post {
	readonly kind: 'post';
	readonly id: string;
	readonly page: FacebookPage;
	readonly from: Author;
	createdTime: number;
	updatedTime: number;
	message: string | undefined;
	link: string | undefined;
	isPublished: boolean;
	isHidden: boolean;
	scheduledPublishTime: number | undefined;
	/** Photos and videos in it. */
	readonly attachments: Array<Photo | Video>;
	readonly comments: Comment[];
	/** Who reacts, and how, e.g. `LIKE`. */
	readonly reactions: Map<string, string>;
	shares: number;
}

export interface Photo {
	readonly kind: 'photo';
	readonly id: string;
	readonly page: FacebookPage;
	readonly createdTime: number;
	caption: string | undefined;
	isPublished: boolean;
	/** How many bytes were uploaded; 0 for one that was fetched from an address. */
	readonly bytes: number;
	/** The address that it was fetched from. */
	readonly url: string | undefined;
	/** The post that shows it, once there is one. */
	post: Post | undefined;
	readonly comments: Comment[];
	readonly likes: Set<string>;
}

export interface Video extends Omit<Photo, 'kind' | 'caption'> {
	readonly kind: 'video';
	title: string | undefined;
	description: string | undefined;
	scheduledPublishTime: number | undefined;
}

/** What people can comment on. */
export type Commentable = Post | Photo | Video;

/** What has an id of its own, besides people and pages. */
export type Item = Commentable | Comment;

export interface FacebookPage {
	readonly kind: 'page';
	readonly id: string;
	readonly name: string;
	readonly category: string;
	about: string;
	fanCount: number;
	/** A token that does not expire, as a person would copy it into a connection. */
	readonly accessToken: string;
	/** What that token may do; may be changed. */
	readonly grantedScopes: Set<string>;
	/** Of the person behind that token; may be changed. */
	readonly grantedTasks: Set<Task>;
	/** By id: everything on the page, oldest first. */
	readonly items: Map<string, Item>;
}

/** Everything of one kind on a page, newest first; of the same second, the later one first. */
export function itemsOf<Kind extends Item['kind']>(page: FacebookPage, kind: Kind) {
	const isOfKind = (item: Item): item is Extract<Item, { kind: Kind }> => item.kind === kind;
	const items = [...page.items.values()].filter(isOfKind).reverse();
	return items.sort((one, other) => other.createdTime - one.createdTime);
}

/** Seconds without use or login after which access must be granted again. */
export const NINETY_DAYS = 90 * DAY;
