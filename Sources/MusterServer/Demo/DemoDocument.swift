/// The assets of the demo instance, in the same words as a file for `muster apply`.
enum DemoDocument {
    static let yaml = """
        folders:
          - Operational
          - Webinars
          - Nurture

        tokens:
          Company: Muster Demo Ltd
          Address: 1 Example Street, Sampletown

        staticLists:
          - {name: Newsletter, description: Everybody who asked for the newsletter}

        smartLists:
          - name: Decision Makers
            match: any
            filters:
              - Job Title: {contains: [VP, Vice President, Chief, Director, Head of]}
              - Role: Decision Maker
          - name: Visited Pricing in the Last 30 Days
            filters:
              - Visited Web Page: {Web Page: /pricing, Date of Activity: {in past: 30 days}}
          - name: Engaged Decision Makers
            logic: 1 and 2 and (3 or 4)
            filters:
              - Member of Smart List: {in: Decision Makers}
              - Unsubscribed: {is: false}
              - Visited Web Page: {Date of Activity: {in past: 30 days}, Min. Number of Times: 3}
              - Clicked Link in Email: {Date of Activity: {in past: 90 days}}
          - name: Dormant
            filters:
              - Not Visited Web Page: {Date of Activity: {in past: 180 days}}
              - Not Opened Email: {Date of Activity: {in past: 180 days}}
          - name: German-speaking Countries
            filters:
              - Country: [Germany, Austria, Switzerland]

        programs:
          - name: Scoring
            type: Default
            channel: Operational
            folder: Operational
            description: Keeps the score of everybody's interest
            tokens:
              Page Score: {score: +1}
              Pricing Score: {score: +5}
              Click Score: {score: +3}
              Form Score: {score: +10}
            campaigns:
              - name: Score Page Visits
                qualification: any
                active: true
                triggers:
                  - Visits Web Page: {}
                filters:
                  - Unsubscribed: {is: false}
                flow:
                  - Change Score: {Score Name: Lead Score, Change: "{{my.Page Score}}"}
              - name: Score Pricing Visits
                qualification: every 1 day
                active: true
                triggers:
                  - Visits Web Page: {Web Page: {starts with: /pricing}}
                flow:
                  - Change Score: {Score Name: Lead Score, Change: "{{my.Pricing Score}}"}
              - name: Score Clicks
                qualification: any
                active: true
                triggers:
                  - Clicks Link in Email: {}
                flow:
                  - Change Score: {Score Name: Lead Score, Change: "{{my.Click Score}}"}
              - name: Score Forms
                qualification: any
                active: true
                triggers:
                  - Fills Out Form: {}
                flow:
                  - Change Score: {Score Name: Lead Score, Change: "{{my.Form Score}}"}

          - name: Lifecycle
            type: Default
            channel: Operational
            folder: Operational
            description: Moves people from one stage of the sales funnel to the next
            staticLists:
              - Sales Ready
            smartLists:
              - name: Marketing Qualified
                filters:
                  - Lead Score: {at least: 60}
                  - Unsubscribed: {is: false}
                  - Lead Status: {is not: [Qualified, Customer, Disqualified]}
            emails:
              - name: Talk to Us
                subject: "{{lead.First Name:default=Hello}}, shall we talk?"
                fromName: The Muster Demo Team
                from: sales@muster.example
                text: |
                  Dear {{lead.First Name:default=Sir or Madam}},
                  you have looked around for a while. A colleague would be glad to answer your questions.
                  {{my.Company}}, {{my.Address}}
            campaigns:
              - name: Promote to Qualified
                description: Runs every working day before the sales team starts
                filters:
                  - Member of Smart List: {in: Marketing Qualified}
                flow:
                  - Change Data Value: {Attribute: Lead Status, New Value: Qualified}
                  - Add to List: Sales Ready
                  - Send Email: Talk to Us
                qualification: every 1 month
                recurrence: {every: weekday, starting: "2026-01-05 06:00"}
              - name: Cool Down Dormant People
                filters:
                  - Member of Smart List: {in: Dormant}
                  - Lead Score: {greater than: 0}
                flow:
                  - Change Score:
                      choices:
                        - {if: {Lead Score: {greater than: 50}}, Score Name: Lead Score, Change: -20}
                      default: {Score Name: Lead Score, Change: "=0"}
                qualification: every 3 months
                recurrence: {every: month, on: 1, starting: "2026-01-01 05:00"}

          - name: Welcome
            type: Default
            channel: Content
            folder: Nurture
            description: Three letters for people who join the newsletter
            emails:
              - name: Letter 1
                subject: Welcome, {{lead.First Name:default=friend}}
                fromName: The Muster Demo Team
                from: hello@muster.example
                html: <p>Hello {{lead.First Name:default=there}},</p><p>good to have you.</p><p>{{my.Company}}</p>
              - name: Letter 2
                subject: How others do it
                fromName: The Muster Demo Team
                from: hello@muster.example
                html: <p>Three stories from {{company.Industry:default=your industry}}.</p><p>{{my.Company}}</p>
              - name: Letter 3
                subject: Questions?
                fromName: The Muster Demo Team
                from: hello@muster.example
                html: <p>Answer this letter, a person reads it.</p><p>{{my.Company}}</p>
            campaigns:
              - name: Welcome Newcomers
                active: true
                triggers:
                  - Added to List: Newsletter
                filters:
                  - Email Address: {is not empty: true}
                  - Unsubscribed: {is: false}
                flow:
                  - Send Email: Letter 1
                  - Wait: 3 days
                  - Send Email: Letter 2
                  - Wait: 4 days
                  - Send Email:
                      choices:
                        - {if: {Lead Score: {less than: 60}}, Email: Letter 3}
                      default: do nothing

          - name: Spring Webinar
            type: Event with Webinar
            channel: Webinar
            folder: Webinars
            tokens:
              Webinar Title: Smart lists that keep themselves
              Webinar Date: {date: 2026-05-12}
              Speaker: Robin Example
            staticLists: [Invited, Registered]
            emails:
              - name: Invitation
                subject: "{{my.Webinar Title}}, {{my.Webinar Date}}"
                fromName: "{{my.Speaker}}"
                from: webinars@muster.example
                html: <p>Dear {{lead.First Name:default=friend}},</p><p>{{my.Speaker}} invites you.</p>
              - name: Confirmation
                subject: Your seat is reserved
                fromName: "{{my.Speaker}}"
                from: webinars@muster.example
                html: <p>See you on {{my.Webinar Date}}, {{lead.First Name:default=friend}}.</p>
                operational: true
            campaigns:
              - name: 1 Send Invitation
                filters:
                  - Member of Smart List: {in: Engaged Decision Makers}
                  - Member of List: {not in: Registered}
                flow:
                  - Send Email: Invitation
                  - Add to List: Invited
              - name: 2 Registration
                active: true
                triggers:
                  - Fills Out Form: {Form Name: Webinar Registration}
                flow:
                  - Add to List: Registered
                  - Remove from List: Invited
                  - Send Email: Confirmation
              - name: 3 Register by Request
                active: true
                qualification: any
                triggers:
                  - Campaign is Requested: {Source: Web Service API}
                flow:
                  - Add to List: Registered
                  - Change Score: {Score Name: Lead Score, Change: +10}
                  - Send Email: Confirmation
        """
}
