import MusterModel
import MusterServer

/// What a server says on standard output once it answers requests.
struct ServeGreeting {
    let text: String

    init(_ listening: Server.Listening, database: String) {
        let host = ["0.0.0.0", "::"].contains(listening.host) ? "127.0.0.1" : listening.host
        let base = "http://\(host.contains(":") ? "[\(host)]" : host):\(listening.port)"
        var lines = ["muster \(MusterVersion.text) listens on \(base) (database \(database))"]
        if listening.clock.isSimulated { lines.append("The clock is simulated and stands at \(listening.clock.now).") }
        if let demo = listening.demo { lines.append(demo.sentence) }
        switch listening.client {
        case .given(let credentials):
            lines.append("API client \(credentials.clientID), as given by the environment.")
        case .stored(let clientID):
            lines.append(
                """
                API client \(clientID); its secret was printed when it was made. To replace it, set \
                \(Credentials.idVariable) and \(Credentials.secretVariable).
                """)
        case .made(let credentials):
            lines += Self.firstSteps(credentials, base)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// Commands that work as they stand.
    private static func firstSteps(_ credentials: Credentials, _ base: String) -> [String] {
        let query =
            "grant_type=client_credentials&client_id=$\(Credentials.idVariable)&client_secret=$\(Credentials.secretVariable)"
        return [
            "", "This API client was made now. Its secret is not shown again:", "",
            "export \(Credentials.idVariable)=\(credentials.clientID)",
            "export \(Credentials.secretVariable)=\(credentials.clientSecret)", "",
            "A first call, in another terminal after these two lines:", "",
            "TOKEN=$(curl -s \"\(base)/identity/oauth/token?\(query)\" | sed 's/.*\"access_token\":\"\\([^\"]*\\)\".*/\\1/')",
            "curl -s -H \"Authorization: Bearer $TOKEN\" '\(base)/rest/asset/v1/smartCampaigns.json'", "",
        ]
    }
}
