import { connectionResource } from '../../../operation/connectionResource';
import type { Resources } from '../../../operation/operation';
import { facebookPages } from '../../../services/facebookPages';
import { apiRequest } from './apiRequest';
import { comment } from './comment';
import { insights } from './insights';
import { page } from './page';
import { photo } from './photo';
import { post } from './post';
import { video } from './video';

/** What the Facebook Pages node can do, in the order of its list. */
export const resources: Resources = {
	apiRequest,
	comment,
	connection: connectionResource(facebookPages),
	insights,
	page,
	photo,
	post,
	video,
};
