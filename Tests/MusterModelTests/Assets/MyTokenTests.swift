import MusterModel
import Testing

@Suite struct MyTokenTests {
    @Test(
        "a name is bare, however it is written",
        arguments: [
            ("April Fools", "April Fools"), ("{{my.April Fools}}", "April Fools"), ("my.x", "x"), (" {{ MY.x }} ", "x"),
            ("my. x", "x"), ("{{x}}", "x"), ("my", "my"), ("{{my.}}", ""), ("{{", "{{"), ("", ""),
        ])
    func bareName(text: String, name: String) {
        #expect(MyToken.bareName(text) == name)
    }
}
