/** What the tests use of Meta's own client, which comes without types. */
declare module 'facebook-nodejs-business-sdk' {
	/** A record of the Graph API; what was read of it is in `_data`. */
	export class GraphObject {
		static readonly Fields: Readonly<Record<string, string>>;
		readonly id: string;
		readonly _data: Readonly<Record<string, unknown>>;
		constructor(id: string, data?: object, parentId?: string, api?: FacebookAdsApi);
		get(fields: readonly string[]): Promise<GraphObject>;
		delete(fields: readonly string[]): Promise<unknown>;
		update(fields: readonly string[], parameters: object): Promise<GraphObject>;
		getComments(fields: readonly string[], parameters?: object): Promise<Cursor>;
		createComment(fields: readonly string[], parameters: object): Promise<GraphObject>;
	}

	/** One page of an edge. */
	export class Cursor extends Array<GraphObject> {
		hasNext(): boolean;
		next(): Promise<Cursor>;
	}

	export class Page extends GraphObject {
		createFeed(fields: readonly string[], parameters: object): Promise<GraphObject>;
		getPublishedPosts(fields: readonly string[], parameters?: object): Promise<Cursor>;
		getScheduledPosts(fields: readonly string[], parameters?: object): Promise<Cursor>;
		getInsights(fields: readonly string[], parameters?: object): Promise<Cursor>;
	}

	export class PagePost extends GraphObject {
		getAttachments(fields: readonly string[]): Promise<Cursor>;
	}
	export class Comment extends GraphObject {}
	export class Photo extends GraphObject {}

	export class FacebookAdsApi {
		static readonly GRAPH: string;
		static readonly VERSION: string;
		constructor(accessToken: string, locale?: string, crashLog?: boolean);
	}
}
