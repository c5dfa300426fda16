/// Parameters with which calls succeed, by a word of their path; JSON objects as text.
enum FuzzCalls {
    /// Stands for the page token of an earlier answer.
    static let pageToken = "PAGE"
    /// Of a client that is there.
    static let clientID = "test-client"
    static let secret = "test-secret"

    private static let names = [
        #"{"name":"Welcome"}"#, #"{"name":"Spring"}"#, #"{"name":"Met"}"#, #"{"name":"In Leeds"}"#, #"{"name":"Blog"}"#,
        #"{"name":"Default","type":"Folder","workSpace":"Default"}"#, #"{"name":"A","root":{"id":4,"type":"Folder"}}"#,
    ]
    private static let new = [
        #"{"name":"New 1","folder":{"id":4,"type":"Folder"},"description":"d"}"#,
        #"{"name":"New 2","folder":{"id":1001,"type":"Program"}}"#,
        #"{"name":"New 3","folder":{"id":12,"type":"Folder"}}"#,
        #"{"name":"New 4","folder":{"id":13,"type":"Folder"}}"#,
        #"{"name":"New 5","folder":{"id":1001,"type":"Folder"}}"#,
    ]
    private static let leads = [
        #"{"input":[{"email":"p1@example.com","firstName":"Ann"}],"action":"createOrUpdate","lookupField":"email"}"#,
        #"{"input":[{"email":"new@example.com","city":"Leeds"},{"email":"p2@example.com"}],"action":"createDuplicate"}"#,
        #"{"input":[{"id":1,"city":null},{"id":99,"city":"Rome"}],"action":"updateOnly","lookupField":"id"}"#,
        #"{"filterType":"email","filterValues":"p1@example.com,p2@example.com","fields":"email,city"}"#,
        #"{"filterType":"id","filterValues":"1,2,3","batchSize":"1"}"#,
    ]
    private static let members = [#"{"input":[{"id":1},{"id":2}]}"#, #"{"input":[3,"4",77]}"#, #"{"id":"1,2"}"#]

    static let byPath: [(String, [String])] = [
        (
            "oauth/token",
            [
                #"{"grant_type":"client_credentials","client_id":"\#(clientID)","client_secret":"\#(secret)"}"#,
                #"{"grant_type":"client_credentials","client_id":"x","client_secret":"y"}"#,
            ]
        ),
        ("byName", names), ("byTag", [#"{"tagType":"A","tagValue":"b"}"#]),
        ("pagingtoken", [#"{"sinceDatetime":"2024-03-01T00:00:00Z"}"#]),
        (
            "external/type",
            [
                #"{"apiName":"bought","name":"Bought","filterName":"Did Buy","triggerName":"Buys","primaryAttribute":{"apiName":"order","name":"Order","dataType":"string"}}"#,
                #"{"attributes":[{"apiName":"colour","name":"Colour","dataType":"string"}]}"#,
            ]
        ),
        (
            "activities/external",
            [
                #"{"input":[{"leadId":1,"activityDate":"2024-03-01T00:00:00Z","activityTypeId":100001,"primaryAttributeValue":"1","attributes":[{"apiName":"amount","value":"1.5"}]}]}"#
            ]
        ),
        (
            "/activities",
            [
                #"{"nextPageToken":"PAGE","activityTypeIds":"1,12,13","batchSize":"3"}"#,
                #"{"nextPageToken":"PAGE","activityTypeIds":"12","leadIds":"1,2"}"#,
                #"{"nextPageToken":"PAGE","fields":"city,email"}"#,
            ]
        ),
        ("leads/delete", members), ("ismember", members),
        ("/lists/", members + [#"{"nextPageToken":"PAGE","batchSize":"1"}"#]),
        (
            "/schedule",
            [
                #"{"input":{"runAt":"2024-03-08T09:00:00Z","tokens":[{"name":"{{my.X}}","value":"{{lead.City}}"}]}}"#,
                "{}",
            ]
        ),
        ("/trigger", [#"{"input":{"leads":[{"id":1}],"tokens":[{"name":"{{my.X}}","value":"y"}]}}"#]),
        (
            "Membership",
            [#"{"batchSize":"2"}"#, #"{"nextPageToken":"PAGE"}"#]
        ),
        ("/push", [#"{"input":[{"email":"p1@example.com"}],"programName":"Spring","programStatus":"Registered"}"#]),
        ("/merge", [#"{"leadIds":"2,3"}"#]), ("/associate", [#"{"cookie":"id:1&token:x"}"#]),
        ("/status", [#"{"status":"Registered","input":[{"id":1}]}"#]),
        ("partitions", [#"{"input":[{"id":1,"partitionName":"Default"}]}"#]), ("leads.json", leads),
        ("programs.json", [#"{"name":"P","folder":{"id":4,"type":"Folder"},"type":"Default","channel":"Blog"}"#]),
        (
            "folders.json",
            [#"{"name":"F","parent":{"id":4,"type":"Folder"}}"#, #"{"root":{"id":4,"type":"Folder"},"maxDepth":"9"}"#]
        ),
        (
            "tokens",
            [#"{"name":"T","type":"text","value":"v","folderType":"Folder"}"#, #"{"name":"X","type":"score"}"#]
        ),
        ("users", [#"{"name":"b@example.com","roles":["Read Only"],"permissions":["Execute Campaign"]}"#]),
        ("user/", [#"{"roles":["Administrator"]}"#, #"{"roles":["Listers"],"permissions":[]}"#]),
        ("role", [#"{"name":"Listers","permissions":["Read-Only Lead"]}"#, #"{"permissions":["Read-Only Lead"]}"#]),
        ("clock", [#"{"advance":"1 day"}"#, #"{"untilIdle":true}"#, #"{"to":"2024-03-06T12:00:00Z"}"#]),
        (
            "people",
            [
                #"{"outcome":"skipped","batchSize":"1"}"#, #"{"outcome":"inFlow","nextPageToken":"PAGE"}"#,
                #"{"outcome":"failed"}"#, #"{"outcome":"cut"}"#,
            ]
        ),
        ("idle", [#"{"timeout":"5"}"#]), ("smartCampaigns", new), ("smartLists", new), ("staticLists", new),
        ("clone", new),
        (
            "rule",
            [
                #"{"ruleId":{"id":1,"type":"attribute"},"conditions":[{"operator":"is","values":["Leeds"]}]}"#,
                #"{"operator":"is","values":"Leeds","name":"City"}"#, #"{"order":"1"}"#, #"{"filterLogic":"1 and 2"}"#,
            ]
        ),
    ]

    static let others = [
        #"{"name":"Other","description":"d"}"#, #"{"maxReturn":"2","offset":"1"}"#, #"{"type":"Folder"}"#, "{}",
        #"{"batchSize":"1","nextPageToken":"PAGE"}"#, #"{"query":"a"}"#, #"{"input":[{"id":1}]}"#,
    ]
}
