/** What people declare and consent to, as the pages print it. */
export const declarations = {
  link: 'I declare that I am listed for each of these businesses in the Australian Business Register, that I may act for it, and that what I entered is true and correct.',
  create:
    'I declare that I may give this authorisation for the business, that the representative knows about it, and that what I entered is true and correct. I understand that what they do within it is done for the business.',
  edit: 'I declare that I may change this authorisation for the business, and that what I entered is true and correct.',
  renew: 'I declare that I may renew these authorisations for the business, and that they are still needed.',
  accept:
    'I declare that I am the person named in this request, and that I will use the authorisation only for the business and within its limits.',
  consent:
    'Yes, I provide my express consent for my name, email address and this authorisation to be shown to the business and given to the agencies listed.',
  notify:
    'I declare that I may do this for the business, and that the provider may send and receive information for it through the software named.',
  request: 'I declare that I may do this for the provider, and that the client uses the software named.',
} as const
