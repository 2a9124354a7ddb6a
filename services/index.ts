// Generated from services/ by "npm run generate". Do not edit it.
import type { Service } from '../connection/model/service';
import { airtable } from './airtable';
import { asana } from './asana';
import { atlassian } from './atlassian';
import { bitbucket } from './bitbucket';
import { boostspace } from './boostspace';
import { boostspaceIntegrator } from './boostspaceIntegrator';
import { box } from './box';
import { calendly } from './calendly';
import { clickup } from './clickup';
import { discord } from './discord';
import { dropbox } from './dropbox';
import { facebookPages } from './facebookPages';
import { github } from './github';
import { gitlab } from './gitlab';
import { google } from './google';
import { hubspot } from './hubspot';
import { intercom } from './intercom';
import { linear } from './linear';
import { linkedin } from './linkedin';
import { mailchimp } from './mailchimp';
import { microsoft } from './microsoft';
import { n8n } from './n8n';
import { notion } from './notion';
import { openai } from './openai';
import { pipedrive } from './pipedrive';
import { quickbooks } from './quickbooks';
import { reddit } from './reddit';
import { salesforce } from './salesforce';
import { sendgrid } from './sendgrid';
import { shopify } from './shopify';
import { slack } from './slack';
import { spotify } from './spotify';
import { stripe } from './stripe';
import { telegram } from './telegram';
import { todoist } from './todoist';
import { trello } from './trello';
import { twilio } from './twilio';
import { typeform } from './typeform';
import { webflow } from './webflow';
import { whatsappBusiness } from './whatsappBusiness';
import { x } from './x';
import { xero } from './xero';
import { zendesk } from './zendesk';
import { zoom } from './zoom';

/** All services, in the order in which people read them. */
export const services: readonly Service[] = [
	airtable,
	asana,
	atlassian,
	bitbucket,
	boostspace,
	boostspaceIntegrator,
	box,
	calendly,
	clickup,
	discord,
	dropbox,
	facebookPages,
	github,
	gitlab,
	google,
	hubspot,
	intercom,
	linear,
	linkedin,
	mailchimp,
	microsoft,
	n8n,
	notion,
	openai,
	pipedrive,
	quickbooks,
	reddit,
	salesforce,
	sendgrid,
	shopify,
	slack,
	spotify,
	stripe,
	telegram,
	todoist,
	trello,
	twilio,
	typeform,
	webflow,
	whatsappBusiness,
	x,
	xero,
	zendesk,
	zoom,
];

export {
	airtable,
	asana,
	atlassian,
	bitbucket,
	boostspace,
	boostspaceIntegrator,
	box,
	calendly,
	clickup,
	discord,
	dropbox,
	facebookPages,
	github,
	gitlab,
	google,
	hubspot,
	intercom,
	linear,
	linkedin,
	mailchimp,
	microsoft,
	n8n,
	notion,
	openai,
	pipedrive,
	quickbooks,
	reddit,
	salesforce,
	sendgrid,
	shopify,
	slack,
	spotify,
	stripe,
	telegram,
	todoist,
	trello,
	twilio,
	typeform,
	webflow,
	whatsappBusiness,
	x,
	xero,
	zendesk,
	zoom,
};
